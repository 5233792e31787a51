package io.partway.gateway;

import java.util.function.Supplier;

/// An operation that anybody may call, with or without a token; the template names no authorizer
/// for it. Nothing of the call is looked at.
///
/// @param key method and path as API Gateway spells them
public record OpenRoute(String key, Supplier<Answer> endpoint) {}
