package io.partway.core.request;

import io.partway.core.message.Texts;

/// The texts of statements and consequences. Read once, when the first is shown.
final class Wording {
  static final Texts TEXTS = Texts.beside(Wording.class, "wording");

  private Wording() {}
}
