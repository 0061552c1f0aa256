// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.schemas.wire.BasicAuth;
import org.flinkqlip.schemas.wire.KeyStoreFile;
import org.flinkqlip.schemas.wire.SchemaRegistryOptions;
import org.flinkqlip.schemas.wire.SchemaUse;
import org.flinkqlip.schemas.wire.TlsOptions;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.flinkqlip.schemas.wire.WireKind;
import org.jspecify.annotations.Nullable;

/**
 * How records are laid out on the wire.
 *
 * @param format the wire format of all topics
 */
public record WireOptions(WireFormatOptions format) {

  public static final Option<WireKind> FORMAT =
      Option.choice(
          "wire.format",
          WireKind.class,
          WireKind.SINGLE_OBJECT,
          "single-object is Avro's own framing and needs no registry; confluent is that of a schema"
              + " registry with Confluent's API.");

  public static final Option<List<String>> REGISTRY_URLS =
      Option.list(
          "wire.registry.urls",
          List.of(),
          "Base URLs of the schema registry, tried in turn, such as `https://host:8081`; for the"
              + " confluent format alone.");

  public static final Option<SchemaUse> REGISTRY_SCHEMA_USE =
      Option.choice(
          "wire.registry.schema-use",
          SchemaUse.class,
          SchemaUse.REGISTER,
          "register registers the schemas of the results; look-up expects them there.");

  public static final Option<Duration> REGISTRY_TIMEOUT =
      Option.duration(
              "wire.registry.timeout",
              Duration.ofSeconds(10),
              "Of one request, from connecting to its last byte.")
          .positive();

  public static final Option<String> REGISTRY_USER =
      Option.text("wire.registry.user", "User, or API key, for basic authentication.");

  public static final Option<String> REGISTRY_PASSWORD =
      Option.text("wire.registry.password", "Password, or API secret, of that user.").secret();

  public static final Option<String> REGISTRY_TRUST_STORE =
      Option.text(
          "wire.registry.trust-store",
          "File of certificates to trust (PKCS12 or JKS), on every machine of the cluster; those of"
              + " the JVM if not set.");

  public static final Option<String> REGISTRY_TRUST_STORE_PASSWORD =
      Option.text("wire.registry.trust-store-password", "Password of the trust store.").secret();

  public static final Option<String> REGISTRY_KEY_STORE =
      Option.text(
          "wire.registry.key-store",
          "File of our own certificate and key (PKCS12 or JKS), on every machine of the cluster.");

  public static final Option<String> REGISTRY_KEY_STORE_PASSWORD =
      Option.text("wire.registry.key-store-password", "Password of the key store and of its key.")
          .secret();

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Wire format",
          "How records are laid out on the wire, on all topics.",
          List.of(
              FORMAT,
              REGISTRY_URLS,
              REGISTRY_SCHEMA_USE,
              REGISTRY_TIMEOUT,
              REGISTRY_USER,
              REGISTRY_PASSWORD,
              REGISTRY_TRUST_STORE,
              REGISTRY_TRUST_STORE_PASSWORD,
              REGISTRY_KEY_STORE,
              REGISTRY_KEY_STORE_PASSWORD));

  /** Reads the options of this stage. */
  public static WireOptions from(Settings settings) {
    boolean hasRegistry = !settings.get(REGISTRY_URLS).isEmpty();
    return switch (settings.get(FORMAT)) {
      case SINGLE_OBJECT -> {
        if (hasRegistry) {
          throw new InvalidOptionsException(
              REGISTRY_URLS.key()
                  + " is set, but the single-object format uses no registry: set "
                  + FORMAT.key()
                  + " to confluent, or leave the URLs out");
        }
        yield new WireOptions(WireFormatOptions.singleObject());
      }
      case CONFLUENT -> {
        if (!hasRegistry) {
          throw new InvalidOptionsException(
              "the confluent format needs a schema registry: set " + REGISTRY_URLS.key());
        }
        yield new WireOptions(WireFormatOptions.confluent(registry(settings)));
      }
    };
  }

  private static SchemaRegistryOptions registry(Settings settings) {
    try {
      SchemaRegistryOptions options =
          SchemaRegistryOptions.of(
                  settings.get(REGISTRY_URLS).stream().map(URI::create).toArray(URI[]::new))
              .withSchemaUse(settings.get(REGISTRY_SCHEMA_USE))
              .withRequestTimeout(settings.get(REGISTRY_TIMEOUT))
              .withTls(
                  new TlsOptions(
                      store(settings, REGISTRY_TRUST_STORE, REGISTRY_TRUST_STORE_PASSWORD),
                      store(settings, REGISTRY_KEY_STORE, REGISTRY_KEY_STORE_PASSWORD)));
      return pair(settings, REGISTRY_USER, REGISTRY_PASSWORD)
          ? options.withAuth(
              new BasicAuth(settings.get(REGISTRY_USER), settings.get(REGISTRY_PASSWORD)))
          : options;
    } catch (InvalidOptionsException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException("schema registry: " + e.getMessage());
    }
  }

  /** The store, or null if none is given. */
  private static @Nullable KeyStoreFile store(
      Settings settings, Option<String> file, Option<String> password) {
    return pair(settings, file, password)
        ? new KeyStoreFile(settings.get(file), settings.get(password))
        : null;
  }

  private static boolean pair(Settings settings, Option<String> first, Option<String> second) {
    Optional<String> one = settings.find(first);
    if (one.isPresent() != settings.find(second).isPresent()) {
      throw new InvalidOptionsException(
          first.key() + " and " + second.key() + " must be set together");
    }
    return one.isPresent();
  }
}
