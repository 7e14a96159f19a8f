import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;

/** Imports a shop's orders: java Import LOG ORDERS SHOP */
class Import {
    public static void main(String[] args) throws IOException {
        try (PrintWriter log = new PrintWriter(new FileWriter(args[0], true), true)) {
            for (int order = 1; order <= Integer.parseInt(args[1]); order++)
                log.println("shop " + args[2] + ": order " + order + " imported");
        }
    }
}
