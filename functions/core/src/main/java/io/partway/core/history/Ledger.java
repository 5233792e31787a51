package io.partway.core.history;

import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import io.partway.core.history.Step.Doer;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Makes the entries of the chains and tells whether they are the ones that were made.
///
/// An entry's MAC is HMAC-SHA-256 over the pair, the entry, a digest of the record that it lies in
/// and the MAC of the entry before, so that nobody without the secret can change, add, remove or
/// reorder anything without its being found. Subject, address and agent enter it as digests with a
/// salt; they themselves are sealed with that salt (AES-256-GCM, bound to pair, record and
/// sequence), and what is sealed can be removed without a trace in the chain.
public final class Ledger {
  private static final String MAC = "history entry";
  private static final String CONTENT = "history content";
  private static final String SEAL = "history person";
  private static final int SALT_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String AES = "AES/GCM/NoPadding";

  private final SecretKeys keys;
  private final SecureRandom random;

  @Inject
  public Ledger(@Named("HISTORY_KEY") SecretKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// The entry that continues the chain of this pair.
  ///
  /// @param head where the chain ends before it
  /// @param record whose id and content the entry holds
  /// @throws io.partway.core.KeysUnavailable where the secret cannot be read
  public HistoryEntry append(Pair pair, Head head, Recorded record, Step step) {
    KeyRing.Key key = keys.ring().newest();
    long sequence = head.sequence() + 1;
    Doer doer = step.doer();
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Person person = doer == null ? null : new Person(doer.member().subject(), doer.origin());
    HistoryEntry open =
        new HistoryEntry(
            sequence,
            step.at(),
            record.id(),
            step.action(),
            doer == null ? null : Actor.of(doer.member()),
            person == null ? null : digests(person, text(salt)),
            step.before(),
            step.after(),
            step.acknowledged(),
            text(key.mac(CONTENT, record.content().bytes())),
            key.id(),
            "",
            null);
    return open.with(
        mac(key, pair, open, head), person == null ? null : seal(key, pair, open, person, salt));
  }

  /// What is wrong with an entry; empty for the very one that was made, person erased or not.
  ///
  /// @param before where the chain ends before it
  /// @param record as of this entry
  /// @throws io.partway.core.KeysUnavailable where it cannot be told whether there is its key
  public Optional<Flaw> check(Pair pair, Head before, Recorded record, HistoryEntry entry) {
    Optional<KeyRing.Key> known = keys.named(entry.keyId());
    if (known.isEmpty()) {
      return Optional.of(Flaw.KEY_UNKNOWN);
    }
    KeyRing.Key key = known.get();
    if (entry.sequence() != before.sequence() + 1
        || !same(mac(key, pair, entry, before), entry.mac())) {
      return Optional.of(Flaw.ENTRY_ALTERED);
    }
    if (!record.id().equals(entry.recordId())
        || !same(text(key.mac(CONTENT, record.content().bytes())), entry.content())) {
      return Optional.of(Flaw.RECORD_ALTERED);
    }
    if (entry.person() != null && person(pair, entry).isEmpty()) {
      return Optional.of(Flaw.PERSON_ALTERED);
    }
    return Optional.empty();
  }

  /// Who acted, and from where; empty where nobody did, where it has been erased, and where what is
  /// sealed is not what the chain knows.
  public Optional<Person> person(Pair pair, HistoryEntry entry) {
    Digests digests = entry.digests();
    String sealed = entry.person();
    if (digests == null || sealed == null) {
      return Optional.empty();
    }
    return keys.named(entry.keyId())
        .flatMap(key -> unseal(key, pair, entry, sealed))
        .filter(opened -> digests(opened.person(), opened.salt()).equals(digests))
        .map(Opened::person);
  }

  private static Digests digests(Person person, String salt) {
    return new Digests(
        digest("subject", person.subject(), salt),
        person.origin().address() == null
            ? null
            : digest("address", person.origin().address(), salt),
        person.origin().userAgent() == null
            ? null
            : digest("agent", person.origin().userAgent(), salt));
  }

  private static String digest(String what, String value, String salt) {
    try {
      return text(
          MessageDigest.getInstance("SHA-256")
              .digest(new Canonical(what).text(salt).text(value).bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String mac(KeyRing.Key key, Pair pair, HistoryEntry entry, Head before) {
    Actor actor = entry.actor();
    Digests digests = entry.digests();
    Acknowledgement acknowledged = entry.acknowledged();
    Canonical form =
        new Canonical("entry 1")
            .text(pair.partner().value())
            .text(pair.customer().value())
            .number(entry.sequence())
            .instant(entry.at())
            .text(entry.recordId())
            .text(entry.action().word())
            .text(actor == null ? null : actor.party().word())
            .text(actor == null ? null : actor.role().word())
            .text(digests == null ? null : digests.subject())
            .text(digests == null ? null : digests.address())
            .text(digests == null ? null : digests.userAgent())
            .text(entry.before().request())
            .text(entry.before().association())
            .text(entry.after().request())
            .text(entry.after().association())
            .text(acknowledged == null ? null : acknowledged.version())
            .text(acknowledged == null ? null : acknowledged.hash())
            .texts(acknowledged == null ? List.of() : acknowledged.consequences())
            .text(entry.content())
            .text(entry.keyId())
            .text(before.mac());
    return text(key.mac(MAC, form.bytes()));
  }

  private String seal(KeyRing.Key key, Pair pair, HistoryEntry entry, Person person, byte[] salt) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] open =
        new Canonical(text(salt))
            .text(person.subject())
            .text(person.origin().address())
            .text(person.origin().userAgent())
            .bytes();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, pair, entry).doFinal(open);
      return text(ByteBuffer.allocate(IV_BYTES + sealed.length).put(iv).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a person", e);
    }
  }

  private record Opened(Person person, String salt) {}

  private static Optional<Opened> unseal(
      KeyRing.Key key, Pair pair, HistoryEntry entry, String sealed) {
    try {
      byte[] whole = Base64.getUrlDecoder().decode(sealed);
      // Base64 has spare bits, in which a change would not show otherwise.
      if (whole.length <= IV_BYTES || !text(whole).equals(sealed)) {
        return Optional.empty();
      }
      byte[] iv = Arrays.copyOf(whole, IV_BYTES);
      List<@Nullable String> parts =
          Canonical.read(
              cipher(Cipher.DECRYPT_MODE, key, iv, pair, entry)
                  .doFinal(whole, IV_BYTES, whole.length - IV_BYTES));
      Person person =
          new Person(Objects.requireNonNull(parts.get(1)), new Origin(parts.get(2), parts.get(3)));
      return Optional.of(new Opened(person, Objects.requireNonNull(parts.get(0))));
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, KeyRing.Key key, byte[] iv, Pair pair, HistoryEntry entry)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(AES);
    cipher.init(
        mode, new SecretKeySpec(key.derive(SEAL), "AES"), new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(
        new Canonical("person 1")
            .text(pair.partner().value())
            .text(pair.customer().value())
            .text(entry.recordId())
            .number(entry.sequence())
            .bytes());
    return cipher;
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
