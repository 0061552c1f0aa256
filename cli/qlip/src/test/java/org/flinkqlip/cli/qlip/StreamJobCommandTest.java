package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.jobs.TestModel;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.options.EmbedTextOptions;
import org.flinkqlip.jobs.options.ReconstructImagesOptions;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

class StreamJobCommandTest {
  @TempDir private Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsEveryOptionOfTheCatalog() {
    assertThat(run("tokenize-images", "--help")).isZero();

    assertThatHelpLists(TokenizeImagesOptions.CATALOG);
    assertThat(out.toString()).contains("--config").contains("--kafka.properties.KEY");
  }

  @Test
  void helpOfEachJobListsItsOwnOptions() {
    assertThat(run("embed-captions", "--help")).isZero();
    assertThatHelpLists(EmbedTextOptions.CATALOG);
    assertThat(out.toString()).doesNotContain("--fetch.timeout");

    assertThat(run("reconstruct-images", "--help")).isZero();
    assertThatHelpLists(ReconstructImagesOptions.CATALOG);
  }

  private void assertThatHelpLists(OptionCatalog catalog) {
    for (OptionGroup group : catalog.groups()) {
      assertThat(out.toString()).contains(group.title() + ":");
      for (Option<?> option : group.options()) {
        assertThat(out.toString()).contains("--" + option.key());
      }
    }
  }

  @Test
  void completionListsThemToo() {
    assertThat(AutoComplete.bash("qlip", commandLine()))
        .contains("--kafka.bootstrap-servers")
        .contains("--batch.max-images");
  }

  @Test
  void everyJobReadsItsOwnOptionsAndLooksAtTheModelFirst() {
    for (String job : List.of("embed-captions", "reconstruct-images")) {
      int exit =
          run(job, "--kafka.bootstrap-servers=b:1", "--model.bundle", temp.resolve(job).toString());

      assertThat(exit).as(job).isEqualTo(2);
      assertThat(err.toString()).contains("model.bundle: [" + temp.resolve(job) + "]");
    }
  }

  @Test
  void anUnknownOptionIsAUsageErrorThatNamesTheNearest() {
    assertThat(run("tokenize-images", "--batch.max-image", "3")).isEqualTo(2);

    assertThat(err.toString())
        .contains("unknown option 'batch.max-image'", "did you mean 'batch.max-images'?")
        .doesNotContain("Usage:");
  }

  @Test
  void optionsOfEveryFormReachTheReader() throws IOException {
    Path config = Files.writeString(temp.resolve("job.yaml"), "source.bounded: true\n");

    int exit =
        run(
            "tokenize-images",
            "--config",
            config.toString(),
            "--kafka.bootstrap-servers=b:1",
            "--model.bundle",
            temp.resolve("missing").toString(),
            "--image.apply-exif-orientation",
            "--kafka.properties.security.protocol",
            "SSL",
            "--fetch.allowed-hosts",
            "a.org,b.org");

    assertThat(err.toString()).contains("model.bundle: [" + temp.resolve("missing") + "]");
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void brokersThatDoNotAnswerFailTheCommandWithOneLine() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    int exit =
        run(
            "tokenize-images",
            "--kafka.bootstrap-servers",
            "127.0.0.1:" + port,
            "--kafka.connect-timeout",
            "1 s",
            "--model.bundle",
            TestModel.export(temp).toString());

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("no broker at 127.0.0.1:" + port).doesNotContain("\tat ");
  }

  private int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  private CommandLine commandLine() {
    return QlipCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }
}
