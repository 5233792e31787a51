package io.partway.core.message;

import io.partway.core.Limit;
import java.util.regex.Pattern;

/// What can be an address at all.
public final class AddressForm {
  /// What mail systems take without an extension: RFC 5321's dot-string at a domain with a dot.
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64})*"
              + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]{2,63}");

  /// ITU-T E.164.
  private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private AddressForm() {}

  /// Whether this can be an e-mail address.
  public static boolean email(String text) {
    return text.length() <= Limit.EMAIL_CHARACTERS.standard() && EMAIL.matcher(text).matches();
  }

  /// Whether this can be a telephone number: `+`, country code and digits, nothing between them.
  public static boolean phoneNumber(String text) {
    return PHONE_NUMBER.matcher(text).matches();
  }
}
