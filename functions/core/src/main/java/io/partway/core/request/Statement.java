package io.partway.core.request;

import io.partway.core.Word;
import io.partway.core.party.Party;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The text that who submits, or agrees, acknowledges ("I understand the preceding statement …").
///
/// @param version names act, party and edition; what the caller sends back
/// @param text English
public record Statement(String version, String text) {
  /// What a statement is acknowledged for.
  public enum Act implements Word {
    SUBMIT,
    AGREE
  }

  /// The statement in force for this act of this party. A change of a text is a new version.
  public static Statement current(Act act, Party party) {
    return new Statement(
        act.word() + "-" + party.word() + "-1",
        switch (act) {
          case SUBMIT ->
              switch (party) {
                case PARTNER ->
                    "I ask to end the association with this customer. If the customer agrees, it ends at once: I lose"
                        + " access to the customer's account, and prices and credit I have given no longer apply."
                        + " Settling open accounts remains between the customer and me.";
                case CUSTOMER ->
                    "I ask to end the association with this partner. If the partner agrees, it ends at once: prices,"
                        + " credit and support given by the partner no longer apply, and I need a payment method of my"
                        + " own. Settling open accounts remains between the partner and me.";
              };
          case AGREE ->
              switch (party) {
                case PARTNER ->
                    "I agree to end the association with this customer at once. I lose access to the customer's"
                        + " account, and prices and credit I have given no longer apply. Settling open accounts remains"
                        + " between the customer and me.";
                case CUSTOMER ->
                    "I agree to end the association with this partner at once. Prices, credit and support given by the"
                        + " partner no longer apply, and I need a payment method of my own. Settling open accounts"
                        + " remains between the partner and me.";
              };
        });
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
