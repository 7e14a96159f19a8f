import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.TimeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.TriggeringPolicy;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;

/** log4j2's File and RollingFile appenders, which flush after each event and, as asked here, throw what goes wrong. */
final class Log4j2 {
    static Writer.Log open(Order order, boolean locking) {
        Configuration configuration = new DefaultConfiguration();
        PatternLayout layout =
                PatternLayout.newBuilder().withPattern("%m%n").withConfiguration(configuration).build();
        AbstractOutputStreamAppender<?> appender =
                order.rotation.equals("none") ? file(order, configuration, layout, locking)
                        : rolling(order, configuration, layout);
        appender.start();
        return new Writer.Log() {
            @Override
            public void append(String record) {
                appender.append(Log4jLogEvent.newBuilder()
                        .setLoggerName("logtorture")
                        .setLevel(Level.INFO)
                        .setMessage(new SimpleMessage(record))
                        .build());
            }

            @Override
            public void close() {
                appender.stop();
            }
        };
    }

    private static AbstractOutputStreamAppender<?> file(
            Order order, Configuration configuration, PatternLayout layout, boolean locking) {
        return FileAppender.newBuilder()
                .setName("log")
                .setConfiguration(configuration)
                .setLayout(layout)
                .withFileName(order.file)
                .withAppend(true)
                .withLocking(locking)
                .setIgnoreExceptions(false)
                .build();
    }

    private static AbstractOutputStreamAppender<?> rolling(
            Order order, Configuration configuration, PatternLayout layout) {
        boolean bySize = order.rotation.equals("size");
        TriggeringPolicy policy = bySize
                ? SizeBasedTriggeringPolicy.createPolicy(order.maxBytes + " B")
                : TimeBasedTriggeringPolicy.newBuilder().withInterval((int) (order.periodMs / 1000)).build();
        return RollingFileAppender.newBuilder()
                .setName("log")
                .setConfiguration(configuration)
                .setLayout(layout)
                .withFileName(order.file)
                .withFilePattern(order.file + (bySize ? ".%i" : ".%d{yyyy-MM-dd_HH-mm-ss}"))
                .withPolicy(policy)
                .withStrategy(DefaultRolloverStrategy.newBuilder()
                        .withConfig(configuration)
                        .withMax(Integer.toString(Math.max(1, order.backups)))
                        .withFileIndex("min")
                        .build())
                .withAppend(true)
                .setIgnoreExceptions(false)
                .build();
    }
}
