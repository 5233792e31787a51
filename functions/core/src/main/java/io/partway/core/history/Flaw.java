package io.partway.core.history;

import io.partway.core.Word;

/// Why a chain does not hold at some entry.
public enum Flaw implements Word {
  /// No readable record holds an entry of this number, although a later one, or the head, does.
  ENTRY_MISSING,
  /// No readable record holds an entry of this number, and there is one that cannot be read.
  RECORD_UNREADABLE,
  /// There is a record that the chain does not know, or does not know all of.
  RECORD_UNCHAINED,
  /// More than one entry has this number.
  ENTRY_DOUBLED,
  /// The entry is not the one that was written, or does not continue the one before.
  ENTRY_ALTERED,
  /// The entry is as it was written, the record around it is not.
  RECORD_ALTERED,
  /// The sealed person is not the one that acted.
  PERSON_ALTERED,
  /// The association is not as the entries left it (its state, when it ended, what waits on it), or
  /// is not there, or cannot be read.
  ASSOCIATION_ALTERED,
  /// The head names another last entry than there is.
  HEAD_ALTERED,
  /// The value of the secret that the entry was made with is not kept any more.
  KEY_UNKNOWN
}
