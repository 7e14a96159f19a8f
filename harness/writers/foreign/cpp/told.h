// What a writer is told in its environment, and its answers to the records, which are the lines of its input.
#pragma once
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

inline std::string told(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

inline std::string file() { return told("LOGTORTURE_FILE"); }
inline bool rotates() { return told("LOGTORTURE_ROTATION") == "size"; }
inline unsigned long maxBytes() { return std::stoul(told("LOGTORTURE_MAX_BYTES")); }
inline unsigned long backups() { return std::stoul(told("LOGTORTURE_BACKUPS")); }

// Answers each record by what `append` does with it: it is acknowledged unless that throws.
template <class Append>
int serve(Append append) {
  std::string record;
  while (std::getline(std::cin, record)) {
    try {
      append(record);
      std::cout << "ok" << std::endl;
    } catch (const std::exception& error) {
      std::string why = error.what();
      for (char& each : why)
        if (each == '\n') each = ' ';
      std::cout << "fail " << why << std::endl;
    }
  }
  return 0;
}
