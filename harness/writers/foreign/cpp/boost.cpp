// Boost.Log's text_file_backend with auto_flush; where it rotates, files go into the same folder under the next number.
#define BOOST_LOG_DYN_LINK 1
#include "told.h"
#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks.hpp>
#include <boost/log/sinks/text_file_backend.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/make_shared.hpp>
#include <sys/stat.h>

namespace expressions = boost::log::expressions;
namespace keywords = boost::log::keywords;
namespace sinks = boost::log::sinks;

int main() {
  // What is held here is copied, and a copy can't give back a recursive lock: so it looks for the log before it takes one.
  struct stat status;
  stat(file().c_str(), &status);
  using sink_type = sinks::synchronous_sink<sinks::text_file_backend>;
  boost::shared_ptr<sink_type> sink = boost::make_shared<sink_type>(
      keywords::file_name = file(), keywords::open_mode = std::ios_base::app, keywords::auto_flush = true,
      keywords::enable_final_rotation = false);
  if (rotates()) {
    sink->locked_backend()->set_target_file_name_pattern(file() + ".%N");
    sink->locked_backend()->set_rotation_size(maxBytes());
    sink->locked_backend()->set_file_collector(sinks::file::make_collector(
        keywords::target = file().substr(0, file().rfind('/')), keywords::max_files = backups()));
    sink->locked_backend()->scan_for_files();
  }
  sink->set_formatter(expressions::stream << expressions::smessage);
  boost::log::core::get()->add_sink(sink);
  boost::log::sources::logger log;
  return serve([&](const std::string& record) { BOOST_LOG(log) << record; });
}
