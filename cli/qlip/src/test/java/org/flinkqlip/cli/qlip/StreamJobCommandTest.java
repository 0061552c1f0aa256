// SPDX-License-Identifier: Apache-2.0
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
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.TestModel;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.AutoComplete;
import picocli.CommandLine;

class StreamJobCommandTest {
  static final List<StreamJob> JOBS = StreamJobs.ALL;

  @TempDir private Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @FieldSource("JOBS")
  void helpOfEachJobListsEveryOptionOfItsCatalog(StreamJob job) {
    assertThat(run(job.description().command(), "--help")).isZero();

    assertThatHelpLists(job.catalog());
    // Help breaks its lines where they are full.
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(job.description().summary(), "(the job " + job.mainClass() + ")")
        .contains("--config", "--kafka.properties.KEY")
        .contains("--" + job.batchSize().key() + " 16");
  }

  @Test
  void helpOfAJobListsNoOptionOfAnother() {
    assertThat(run("embed-captions", "--help")).isZero();
    assertThat(out.toString()).doesNotContain("--fetch.timeout");
  }

  @Test
  void theCommandsOfJobsAreAmongAllOthers() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("tokenize-images", "embed-captions", "reconstruct-images");
    assertThat(run("help", "embed-captions")).isZero();
    assertThat(out.toString()).contains("--batch.max-captions");
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

  @ParameterizedTest
  @FieldSource("JOBS")
  void everyJobReadsItsOwnOptionsAndLooksAtTheModelFirst(StreamJob job) {
    int exit =
        run(
            job.description().command(),
            "--kafka.bootstrap-servers=b:1",
            "--model.bundle",
            temp.resolve("none").toString(),
            "--" + job.batchSize().key() + "=2");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("model.bundle: [" + temp.resolve("none") + "]");
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
