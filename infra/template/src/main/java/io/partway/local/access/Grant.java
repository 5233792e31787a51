package io.partway.local.access;

/// The smallest part of a policy: what a reviewer reads one by one.
///
/// @param function whose role has it
/// @param action as the policy spells it
/// @param resource as the policy says it, evaluated
public record Grant(String function, String action, String resource) implements Comparable<Grant> {
  @Override
  public int compareTo(Grant other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return function + " " + action + " " + resource;
  }
}
