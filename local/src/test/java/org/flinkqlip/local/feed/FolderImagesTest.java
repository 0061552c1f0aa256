// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImagesTest {

  private static final WireFormat FORMAT = WireFormatOptions.singleObject().open();
  private static final RecordSerializer<ImageEvent> SERIALIZER =
      FORMAT.serializer(ImageEvent.class, "images");

  @TempDir Path folder;

  @Test
  void imagesOfSubfoldersComeInTheOrderOfTheirPathsAndThenAgain() throws Exception {
    write("b.PNG");
    write("a/z.jpeg");
    write("a/b/c.webp");
    write("notes.txt");

    FolderImages images = FolderImages.of(folder, SERIALIZER);

    assertThat(images.size()).isEqualTo(3);
    assertThat(List.of(0, 1, 2, 3, 7))
        .extracting(index -> images.record(index).key().orElseThrow())
        .containsExactly("a/b/c.webp", "a/z.jpeg", "b.PNG", "a/b/c.webp#2", "a/z.jpeg#3");
  }

  @Test
  void theEventHoldsTheFilesBytesAndMayBecomeAnything() throws Exception {
    write("x.jpg");

    FeedRecord record = FolderImages.of(folder, SERIALIZER).record(0);

    ImageEvent event = FORMAT.deserializer(ImageEvent.class).deserialize(record.value());
    assertThat(event.getImageId()).isEqualTo("x.jpg");
    assertThat(event.getContent().array()).isEqualTo(Files.readAllBytes(folder.resolve("x.jpg")));
    assertThat(record.expected()).isEqualTo(Expectation.ANY_RESULT);
  }

  @Test
  void aFolderWithoutImagesIsRefused() throws Exception {
    write("notes.txt");

    assertThatThrownBy(() -> FolderImages.of(folder, SERIALIZER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("holds no image");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    write("x.jpg");

    assertThatThrownBy(() -> FolderImages.of(folder.resolve("x.jpg"), SERIALIZER))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining("x.jpg is not a folder of images");
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "bytes of " + name);
  }
}
