// spdlog's rotating_file_sink and basic_file_sink, flushed after each record: a record is acknowledged once that is done.
#include "told.h"
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>
#include <stdexcept>

int main() {
  spdlog::sink_ptr sink;
  if (rotates())
    sink = std::make_shared<spdlog::sinks::rotating_file_sink_st>(file(), maxBytes(), backups());
  else
    sink = std::make_shared<spdlog::sinks::basic_file_sink_st>(file());
  spdlog::logger log("logtorture", sink);
  log.set_pattern("%v");
  // It tells of errors by a handler, and never throws.
  std::string error;
  log.set_error_handler([&](const std::string& message) { error = message; });
  return serve([&](const std::string& record) {
    error.clear();
    log.info(record);
    log.flush();
    if (!error.empty()) throw std::runtime_error(error);
  });
}
