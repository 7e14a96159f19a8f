import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;

/** logback's FileAppender and RollingFileAppender, by a fixed window or by time; prudent, where it is asked to be. */
final class Logback {
    /** It keeps no more than these in a window. */
    private static final int LARGEST_WINDOW = 20;

    static Writer.Log open(Order order, boolean prudent) {
        LoggerContext context = new LoggerContext();
        FileAppender<ILoggingEvent> appender = appender(order, context, prudent);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setPrudent(prudent);
        appender.setEncoder(encoder);
        appender.start();
        Logger logger = context.getLogger("logtorture");
        logger.setAdditive(false);
        logger.addAppender(appender);
        return new Writer.Log() {
            @Override
            public void append(String record) {
                logger.info(record);
            }

            @Override
            public void close() {
                context.stop();
            }
        };
    }

    private static FileAppender<ILoggingEvent> appender(Order order, LoggerContext context, boolean prudent) {
        if (order.rotation.equals("none")) {
            FileAppender<ILoggingEvent> plain = new FileAppender<>();
            plain.setFile(order.file);
            return plain;
        }
        RollingFileAppender<ILoggingEvent> rolling = new RollingFileAppender<>();
        rolling.setContext(context);
        // What is prudent has the date in the name of its file from the beginning.
        if (!prudent) rolling.setFile(order.file);
        if (order.rotation.equals("size")) byWindow(order, context, rolling);
        else byTime(order, context, rolling);
        return rolling;
    }

    private static void byWindow(
            Order order, LoggerContext context, RollingFileAppender<ILoggingEvent> rolling) {
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(rolling);
        window.setFileNamePattern(order.file + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(Math.max(1, Math.min(LARGEST_WINDOW, order.backups)));
        window.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(order.maxBytes));
        size.start();
        rolling.setRollingPolicy(window);
        rolling.setTriggeringPolicy(size);
    }

    private static void byTime(Order order, LoggerContext context, RollingFileAppender<ILoggingEvent> rolling) {
        TimeBasedRollingPolicy<ILoggingEvent> time = new TimeBasedRollingPolicy<>();
        time.setContext(context);
        time.setParent(rolling);
        time.setFileNamePattern(order.file + ".%d{yyyy-MM-dd_HH-mm-ss, UTC}");
        time.setMaxHistory(order.backups);
        time.start();
        rolling.setRollingPolicy(time);
    }
}
