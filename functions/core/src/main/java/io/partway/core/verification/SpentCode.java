package io.partway.core.verification;

/// A code that was right, to be deleted by the very transaction of the act that it is for: provided
/// that it is still the one with this hash. So a failed act spends nothing, and no code pays for
/// two.
public record SpentCode(Purpose purpose, String hash) {}
