package io.partway.core.reveal;

import io.partway.core.Word;
import io.partway.core.association.Profile;
import org.jspecify.annotations.Nullable;

/// What is masked of a customer.
public enum PersonalField implements Word {
  NAME,
  ACCOUNT,
  MOBILE;

  /// Its unmasked value; null where none was reported.
  public @Nullable String of(Profile profile) {
    return switch (this) {
      case NAME -> profile.name();
      case ACCOUNT -> profile.account();
      case MOBILE -> profile.mobile();
    };
  }
}
