package io.partway.core.verification;

import java.time.Instant;

/// A code as it is kept: nobody can read it back.
///
/// @param hash of the code and its purpose, under a key, see [CodeHash]
/// @param attempts comparisons made, and being made; those that succeeded are taken back
/// @param sentAt when it was issued
/// @param expiresAt the instant *at* which it is good for nothing any more
public record StoredCode(String hash, int attempts, Instant sentAt, Instant expiresAt) {}
