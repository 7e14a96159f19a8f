import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of the command protocol asks for. */
final class Order {
    final String file;
    final String rotation;
    final long maxBytes;
    final long periodMs;
    final int backups;
    final List<String> records;

    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private Order(String line) {
        file = string(line, "file");
        rotation = string(line, "kind");
        maxBytes = number(line, "maxBytes");
        periodMs = number(line, "periodMs");
        backups = (int) number(line, "backups");
        records = new ArrayList<>();
        Matcher each = STRING.matcher(line);
        int start = line.indexOf("\"records\":[") + "\"records\":[".length();
        // No record holds a bracket, so that the list ends with the first.
        each.region(start, line.indexOf(']', start));
        while (each.find()) records.add(unescaped(each.group(1)));
    }

    static Order parse(String line) {
        return new Order(line);
    }

    private static String string(String line, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":\"([^\"]*)\"").matcher(line);
        return found.find() ? found.group(1) : "";
    }

    private static long number(String line, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":(\\d+)").matcher(line);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** Records hold line breaks, and no other character that JSON escapes. */
    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }
}
