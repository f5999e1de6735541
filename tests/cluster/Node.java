import java.io.IOException;
import java.io.OutputStream;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One OpenSearch node, run as a source file: {@code java -cp 'lib/*' Node.java OWNER FOLDER KEY=VALUE...}
 *
 * <p>It ends when its standard input does, or the process with the number OWNER, so it outlives nobody who needs it.
 */
public final class Node {

    public static void main(String[] arguments) {
        OpenSearchRunner runner = new OpenSearchRunner();
        ProcessHandle.of(Long.parseLong(arguments[0])).orElseThrow().onExit().thenRun(() -> System.exit(0));
        Thread input = new Thread(Node::endWithInput);
        input.setDaemon(true);
        input.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
        start(runner, arguments);
        System.out.println("The node is up");
        join(input);
    }

    private static void start(OpenSearchRunner runner, String[] arguments) {
        // Any port is as good as another: the runner itself would look no further than 9299.
        runner.setMaxHttpPort(-1);
        runner.onBuild((number, settings) -> {
            for (int i = 2; i < arguments.length; i++) {
                String[] pair = arguments[i].split("=", 2);
                settings.put(pair[0], pair[1]);
            }
        });
        try {
            String plugins = System.getProperty("plugins", "");
            runner.build("-basePath", arguments[1], "-numOfNode", "1", "-disableESLogger", "-pluginTypes", plugins);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // An input that cannot be read has ended.
        }
        System.exit(0);
    }

    private static void join(Thread thread) {
        // The threads of a node are all daemons: the main thread keeps it alive.
        try {
            thread.join();
        } catch (InterruptedException ended) {
            System.exit(0);
        }
    }

    private static void close(OpenSearchRunner runner) {
        Thread impatience = new Thread(Node::halt);
        impatience.setDaemon(true);
        impatience.start();
        try {
            runner.close();
        } catch (IOException failure) {
            failure.printStackTrace();
        }
    }

    /** Nobody waits longer than this for a node that does not close. */
    private static void halt() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException ended) {
            // It is time all the same.
        }
        Runtime.getRuntime().halt(1);
    }
}
