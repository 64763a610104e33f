using System.Text;
using System.Threading.Channels;
using ContainerTools.Engine.Terminals;

namespace ContainerTools.Commands;

/// <summary>Shows the board on this session's terminal until the person leaves, and takes the keys.</summary>
internal static class StatsViewer
{
    private const int Ahead = 256;

    /// <summary>How long nothing may change before it is drawn all the same: containers that ended have to go.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>How long it takes at least from one picture to the next: samples of many containers come one by one.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>Blocks until the person leaves or the pipeline is stopped.</summary>
    /// <param name="sample">Takes samples without end.</param>
    public static void Run(StatsBoard board, Func<Emitter, CancellationToken, Task> sample, CancellationToken token)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token);
        var channel = Channel.CreateBounded<Emission>(new BoundedChannelOptions(Ahead) { SingleReader = true });
        var colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        using var terminal = LocalTerminal.Open();
        terminal.ShowSecondScreen();
        using var watch = terminal.WatchSize(() => board.Changed.Set());
        var typing = new Thread(() => Listen(terminal, board)) { IsBackground = true, Name = "ContainerTools keys" };
        typing.Start();
        var taking = TakeAsync(channel.Reader, board, ended.Token);
        var sampling = Task.Run(() => sample(new Emitter(channel.Writer, ended.Token), ended.Token), CancellationToken.None);
        try
        {
            while (!board.Ended && !token.IsCancellationRequested)
            {
                terminal.Write(Encoding.UTF8.GetBytes(StatsScreen.Draw(board, LocalTerminal.Size, colours)));
                token.WaitHandle.WaitOne(Shortest);
                WaitHandle.WaitAny([board.Changed, token.WaitHandle], Longest);
            }
        }
        finally
        {
            ended.Cancel();
            do terminal.Wake();
            while (!typing.Join(50));
        }
        Task.WhenAll(taking, sampling).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(Longest, CancellationToken.None);
    }

    private static void Listen(LocalTerminal terminal, StatsBoard board)
    {
        var buffer = new byte[64];
        int count;
        while (!board.Ended && (count = terminal.Read(buffer)) > 0)
        {
            foreach (var key in buffer.AsSpan(0, count)) board.Press(key);
        }
        board.End();
    }

    private static async Task TakeAsync(ChannelReader<Emission> reader, StatsBoard board, CancellationToken token)
    {
        await foreach (var emission in reader.ReadAllAsync(token).ConfigureAwait(false))
        {
            if (emission is Emission.Output { Value: ContainerStats sample }) board.Add(sample);
            else if (emission is Emission.Failure failure) board.Tell(failure.Error.Exception.Message);
        }
    }
}
