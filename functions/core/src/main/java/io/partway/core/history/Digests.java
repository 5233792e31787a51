package io.partway.core.history;

import org.jspecify.annotations.Nullable;

/// What the chain knows of a [Person]: SHA-256 of salt and value, Base64url. Who holds the salt can
/// show that the values are the ones that were recorded; without it, nothing can be learned.
///
/// @param address null where the call did not say, as `userAgent` is
public record Digests(String subject, @Nullable String address, @Nullable String userAgent) {}
