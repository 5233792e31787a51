package io.partway.listrecords;

import io.avaje.jsonb.Json;

/// A receipt, and the same signed.
///
/// @param jws compact JSON Web Signature whose payload is the receipt
@Json
record SignedReceiptView(ReceiptView receipt, String jws) {}
