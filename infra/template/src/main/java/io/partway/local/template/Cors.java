package io.partway.local.template;

import java.util.List;

/// The CORS configuration of the HTTP API.
///
/// @param maxAge for how many seconds a browser may keep a preflight's answer; negative where
///   nothing is said
public record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    boolean credentials,
    int maxAge) {}
