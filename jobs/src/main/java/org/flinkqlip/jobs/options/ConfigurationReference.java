package org.flinkqlip.jobs.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.jobs.config.ReferencePage;

/** Writes the reference page of all options from the classes that declare them. */
public final class ConfigurationReference {
  private static final String INTRODUCTION =
      """
      <!-- Generated from the classes in org.flinkqlip.jobs.options: change those, then run
      mvn test -Dquick -pl jobs -am -Dtest=ConfigurationReferenceTest \
      -Dsurefire.failIfNoSpecifiedTests=false -Dqlip.docs.write=true -->

      Options of the jobs, whether they run as `./qlip tokenize-images` (and `embed-captions`,
      `reconstruct-images`), with `flink run` or on Kubernetes. The tables are those of
      TokenizeImages; what is different in [EmbedText](#embedtext) and
      [ReconstructImages](#reconstructimages) is at the end. Give them as `--key value` or `--key=value`, or in a file with `--config FILE`:
      YAML with nested or dotted keys (`.yaml`, `.yml`), or Java properties (`.properties`). The
      command line is stronger than the file. A flag alone means `true`. Durations are written
      `200 ms`, `5 s` or `10 min`, sizes `512 kb` or `32 mb`, lists `a,b` or as in YAML.

      ```yaml
      kafka:
        bootstrap-servers: broker-1:9092,broker-2:9092
        properties:
          security.protocol: SASL_SSL
      model:
        bundle: s3://models/qlip-b16-256
        provider: cuda
      batch.max-images: 32
      ```

      An unknown key fails the start and names the nearest known one; so does a value that is not of
      its type. The effective options are logged once at the start, with secrets masked: keep those
      in the file rather than on the command line, which other users of the machine can see.

      Settings of Flink itself come, strongest first, from `flink.*`, from the options that were
      given, from the cluster's own configuration, and from the defaults below.
      """;

  private static final String EMBED_TEXT =
      """
      Captions to embeddings in the space of the images: `./qlip embed-captions`, or
      `flink run -c org.flinkqlip.jobs.EmbedText`. The bundle needs a text vocabulary. Options are
      those of TokenizeImages but for these:
      """;

  private static final String RECONSTRUCT_IMAGES =
      """
      Codes back to pictures: `./qlip reconstruct-images`, or
      `flink run -c org.flinkqlip.jobs.ReconstructImages`. The bundle must be the one that made the
      codes. Options are those of TokenizeImages but for these:
      """;

  private ConfigurationReference() {}

  /** The page as Markdown. */
  public static String page() {
    return new ReferencePage(TokenizeImagesOptions.CATALOG).markdown("Configuration", INTRODUCTION)
        + new ReferencePage(EmbedTextOptions.CATALOG)
            .differences("EmbedText", EMBED_TEXT, TokenizeImagesOptions.CATALOG)
        + new ReferencePage(ReconstructImagesOptions.CATALOG)
            .differences("ReconstructImages", RECONSTRUCT_IMAGES, TokenizeImagesOptions.CATALOG);
  }

  /** Writes the page to the file that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: ConfigurationReference FILE");
    }
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, page());
  }
}
