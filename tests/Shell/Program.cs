using System.Text;

namespace ContainerTools.Shell;

internal static class Program
{
    private const int UsageError = 64;

    private static int Main(string[] arguments)
    {
        ShellOptions options;
        try
        {
            options = ShellOptions.Parse(arguments);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            Console.Error.WriteLine();
            Console.Error.WriteLine(ShellOptions.Usage);
            return UsageError;
        }

        if (options.Help)
        {
            Console.WriteLine(ShellOptions.Usage);
            return 0;
        }

        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.OutputEncoding = utf8;
        Console.InputEncoding = utf8;
        using var signals = new StopSignals();
        using var runner = new ShellRunner(options, signals);
        return runner.Run();
    }
}
