package io.partway.local.template;

/// The template cannot be run locally; the message says which part of it and why.
public final class BadTemplate extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadTemplate(String message) {
    super("template: " + message);
  }

  BadTemplate(String message, Throwable cause) {
    super("template: " + message, cause);
  }
}
