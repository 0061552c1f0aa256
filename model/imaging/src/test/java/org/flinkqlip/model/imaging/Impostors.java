// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.flinkqlip.model.imaging.ImageFault.CORRUPT;
import static org.flinkqlip.model.imaging.ImageFault.EMPTY;
import static org.flinkqlip.model.imaging.ImageFault.TRUNCATED;
import static org.flinkqlip.model.imaging.ImageFault.UNKNOWN_FORMAT;
import static org.flinkqlip.model.imaging.ImageFault.UNSUPPORTED;

import java.util.ArrayList;
import java.util.List;

/** What is no image although its name says so. */
final class Impostors {

  private Impostors() {}

  static List<HostileFile> files() {
    List<HostileFile> files = new ArrayList<>();
    files.add(HostileFile.refused("impostor", "nothing at all", () -> new byte[0], EMPTY));
    for (String text :
        List.of(
            "<!DOCTYPE html><html><body>404</body></html>",
            "PK\3\4\24\0\0\0\10\0 a zip",
            "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj",
            "\u007fELF\2\1\1",
            "\u001f\u008b\10\0 gzip",
            "{\"error\": 404}",
            "data:image/png;base64,iVBORw0KGgo=",
            "GIF88a",
            "\u0089PNG\n\n\u001a\n",
            "RIFF\4\0\0\0WAVE",
            "\u00ff\u00d8",
            "\0")) {
      files.add(impostor(text, UNKNOWN_FORMAT));
    }
    for (String text :
        List.of(
            "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                + "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a;</text></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
            "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9",
            "\0\0\0\34ftypavif",
            "\0\0\0\30ftypheic",
            "\0\0\1\0\1\0\20\20",
            "P6\n9 9\n255\n",
            "8BPS\0\1",
            "\0\0\0\14jP  \r\n\u0087\n")) {
      files.add(impostor(text, UNSUPPORTED));
    }
    files.add(
        HostileFile.refused(
            "impostor",
            "30 MB of angle brackets",
            () -> new Bytes().repeat(30 << 20, new byte[] {'<'}).done(),
            UNKNOWN_FORMAT));
    for (String magic :
        List.of("\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "GIF89a", "II*\0", "BM", "MM\0*")) {
      String name = "the magic bytes of " + magic.replaceAll("[^A-Za-z0-9]", "") + " alone";
      files.add(
          HostileFile.refused("impostor", name, () -> new Bytes().text(magic).done(), TRUNCATED));
      files.add(
          HostileFile.refused(
              "impostor",
              name + " and a web page",
              () -> new Bytes().text(magic).text("<html>".repeat(40)).done(),
              TRUNCATED,
              CORRUPT,
              UNSUPPORTED));
    }
    return files;
  }

  private static HostileFile impostor(String text, ImageFault fault) {
    String shown = text.substring(0, Math.min(5, text.length())).replaceAll("[^ -~]", "?");
    return HostileFile.refused(
        "impostor", shown + " named .jpg", () -> new Bytes().text(text).done(), fault);
  }
}
