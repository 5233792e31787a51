package io.partway.store;

/// A stored item is not what this system writes: a required attribute is missing or of another
/// type. The message names the item and the attribute and shows no value.
public final class CorruptItem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptItem(Key key, String attribute) {
    super("corrupt item " + key.pk() + " / " + key.sk() + ": attribute " + attribute);
  }
}
