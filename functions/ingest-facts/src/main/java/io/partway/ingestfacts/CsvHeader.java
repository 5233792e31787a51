package io.partway.ingestfacts;

import io.partway.ingestfacts.CsvRecords.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The first record of a CSV file: names of members, in any order.
sealed interface CsvHeader {
  /// The file can be read.
  record Good(List<Member> columns) implements CsvHeader {}

  /// It cannot.
  ///
  /// @param number of the header's line
  /// @param reason what to change
  record Bad(long number, String reason) implements CsvHeader {}

  /// There is nothing in the file.
  record None() implements CsvHeader {}

  /// Reads it.
  static CsvHeader read(CsvRecords records) throws IOException {
    Row header = records.next();
    if (header == null) {
      return new None();
    }
    return switch (header.content()) {
      case CsvRecords.Content.Broken(String reason) -> new Bad(header.number(), reason);
      case CsvRecords.Content.Cells(List<String> names) -> of(header.number(), names);
    };
  }

  private static CsvHeader of(long number, List<String> names) {
    Problems problems = new Problems();
    List<Member> columns = new ArrayList<>();
    Set<Member> seen = EnumSet.noneOf(Member.class);
    for (int i = 0; i < names.size(); i++) {
      String column = "column " + (i + 1);
      Optional<Member> member = Member.named(names.get(i));
      if (member.isEmpty()) {
        problems.add(column, unknown(names.get(i)));
      } else if (!seen.add(member.get())) {
        problems.add(column, "It repeats " + names.get(i) + "; leave one of the two out.");
      } else {
        columns.add(member.get());
      }
    }
    if (seen.isEmpty()) {
      problems.add("Let the first line name the columns.");
    }
    for (Member needed : List.of(Member.CUSTOMER_ID, Member.PARTNER_ID, Member.VERSION)) {
      if (!seen.contains(needed)) {
        problems.add("Add the column " + needed.text() + ".");
      }
    }
    if (names.size() == 1 && (names.getFirst().contains(";") || names.getFirst().contains("\t"))) {
      problems.add("Separate columns by commas.");
    }
    return problems.none()
        ? new Good(columns)
        : new Bad(
            number,
            "No line was taken in, the header has to be corrected first. " + problems.reason());
  }

  /// Tells the name that was meant, where that is plain, and never the one that was given: without
  /// a header, the first line is somebody's.
  private static String unknown(String name) {
    for (Member member : Member.values()) {
      if (member.text().equalsIgnoreCase(name.strip())) {
        return "Write its name " + member.text() + ".";
      }
    }
    return "Its name is not known; correct it or leave the column out.";
  }
}
