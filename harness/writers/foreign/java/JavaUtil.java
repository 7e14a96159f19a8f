import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** java.util.logging's FileHandler, which writes past every buffer and tells of errors on stderr. */
final class JavaUtil {
    static Writer.Log open(Order order) throws Exception {
        FileHandler handler = order.rotation.equals("size")
                ? new FileHandler(order.file, (int) order.maxBytes, order.backups + 1, true)
                : new FileHandler(order.file, true);
        handler.setEncoding("UTF-8");
        handler.setFormatter(new Formatter() {
            @Override
            public String format(LogRecord record) {
                return record.getMessage() + "\n";
            }
        });
        return new Writer.Log() {
            @Override
            public void append(String record) {
                handler.publish(new LogRecord(Level.INFO, record));
            }

            @Override
            public void close() {
                handler.close();
            }
        };
    }
}
