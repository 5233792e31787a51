package io.partway.core.request;

import io.partway.core.Word;
import io.partway.core.message.Language;
import io.partway.core.party.Party;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The text that who submits, or agrees, acknowledges ("I understand the preceding statement …").
///
/// @param version names act, party, edition and language (`submit-partner-1-en`), since what was
///   acknowledged is the very text that was shown; what the caller sends back
public record Statement(String version, Language language, String text) {
  /// The edition in force. A change of a text is a new edition under a key of its own: what was
  /// acknowledged once must stay readable for ever.
  private static final int EDITION = 1;

  /// What a statement is acknowledged for.
  public enum Act implements Word {
    SUBMIT,
    AGREE
  }

  /// What a statement is for: an act of a party.
  public record Subject(Act act, Party party) {
    /// The one in force, in this language.
    public Statement in(Language language) {
      return Statement.of(this, EDITION, language);
    }

    /// The one in force whose version this is, in whatever language; empty for any other text.
    public Optional<Statement> inForce(String version) {
      return Arrays.stream(Language.values())
          .map(this::in)
          .filter(statement -> statement.version().equals(version))
          .findFirst();
    }
  }

  /// The one in force for this act of this party, in this language.
  public static Statement current(Act act, Party party, Language language) {
    return new Subject(act, party).in(language);
  }

  /// The statement of this version, in force or not; empty for what never was one.
  public static Optional<Statement> versioned(String version) {
    for (Act act : Act.values()) {
      for (Party party : Party.values()) {
        for (int edition = 1; edition <= EDITION; edition++) {
          for (Language language : Language.values()) {
            Statement statement = of(new Subject(act, party), edition, language);
            if (statement.version().equals(version)) {
              return Optional.of(statement);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Statement of(Subject subject, int edition, Language language) {
    String name = subject.act().word() + "-" + subject.party().word() + "-" + edition;
    return new Statement(
        name + "-" + language.tag(),
        language,
        Wording.TEXTS.text(language, "statement." + name.replace('-', '.')));
  }

  /// Lower-case hex SHA-256 of the text in UTF-8.
  public String hash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
