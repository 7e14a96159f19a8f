import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Speaks the command protocol for a logger: java-util | log4j2 | log4j2-locking | logback | logback-prudent. */
public final class Writer {
    /** An open log. A record is acknowledged when append returns. */
    interface Log {
        void append(String record) throws Exception;

        void close() throws Exception;
    }

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    public static void main(String[] words) throws IOException {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) execute(words[0], Order.parse(line));
    }

    private static void execute(String logger, Order order) {
        try {
            Log log = open(logger, order);
            for (int index = 0; index < order.records.size(); index++) append(log, order, index);
            log.close();
        } catch (Exception error) {
            error.printStackTrace();
            for (int index = 0; index < order.records.size(); index++) fail(index, error);
        }
        answer("closed");
    }

    private static Log open(String logger, Order order) throws Exception {
        switch (logger) {
            case "java-util":
                return JavaUtil.open(order);
            case "log4j2":
                return Log4j2.open(order, false);
            case "log4j2-locking":
                return Log4j2.open(order, true);
            case "logback":
                return Logback.open(order, false);
            case "logback-prudent":
                return Logback.open(order, true);
            default:
                throw new IllegalArgumentException("There is no logger " + logger + ".");
        }
    }

    private static void append(Log log, Order order, int index) {
        try {
            log.append(order.records.get(index));
            answer("ok " + index);
        } catch (Exception error) {
            fail(index, error);
        }
    }

    private static void fail(int index, Exception error) {
        answer("fail " + index + " " + error.toString().replace('\n', ' '));
    }

    private static void answer(String line) {
        OUT.print(line + "\n");
        OUT.flush();
    }
}
