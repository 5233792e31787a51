package io.partway.gateway;

import io.avaje.jsonb.Json;
import java.util.Map;

/// What API Gateway makes an HTTP response of (payload format 2.0).
@Json
record ProxyAnswer(
    int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {}
