// log4cplus' RollingFileAppender and FileAppender with ImmediateFlush; with `lock`, under UseLockFile.
#include "told.h"
#include <log4cplus/fileappender.h>
#include <log4cplus/helpers/property.h>
#include <log4cplus/initializer.h>
#include <log4cplus/layout.h>
#include <log4cplus/spi/loggingevent.h>

using namespace log4cplus;

int main(int count, char** words) {
  Initializer initializer;
  helpers::Properties properties;
  properties.setProperty("File", file());
  properties.setProperty("Append", "true");
  properties.setProperty("ImmediateFlush", "true");
  properties.setProperty("layout", "log4cplus::PatternLayout");
  properties.setProperty("layout.ConversionPattern", "%m%n");
  if (count > 1 && std::string(words[1]) == "lock") {
    properties.setProperty("UseLockFile", "true");
    properties.setProperty("LockFile", file() + ".lock");
  }
  if (rotates()) {
    // Less than 200 KB it takes for 200 KB.
    properties.setProperty("MaxFileSize", std::to_string(maxBytes()));
    properties.setProperty("MaxBackupIndex", std::to_string(backups()));
  }
  SharedAppenderPtr appender(rotates() ? static_cast<Appender*>(new RollingFileAppender(properties))
                                       : new FileAppender(properties));
  int status = serve([&](const std::string& record) {
    appender->doAppend(spi::InternalLoggingEvent("logtorture", INFO_LOG_LEVEL, record, "", 0));
  });
  appender->close();
  return status;
}
