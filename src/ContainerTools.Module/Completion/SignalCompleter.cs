namespace ContainerTools.Completion;

/// <summary>Proposes the signals that are sent to programs.</summary>
internal sealed class SignalCompleter : Completer
{
    private static readonly Candidate[] Signals =
    [
        new("SIGTERM", "End, with the time to tidy up (15)"),
        new("SIGKILL", "End at once; it cannot be caught (9)"),
        new("SIGINT", "Interrupt, as Ctrl+C does (2)"),
        new("SIGQUIT", "End gracefully, or dump core (3)"),
        new("SIGHUP", "Read the configuration again, or hang up (1)"),
        new("SIGUSR1", "What the program makes of it, often: open logs again (10)"),
        new("SIGUSR2", "What the program makes of it (12)"),
        new("SIGWINCH", "The window has changed; some servers end gracefully (28)"),
        new("SIGSTOP", "Halt; it cannot be caught (19)"),
        new("SIGTSTP", "Halt, as Ctrl+Z does (20)"),
        new("SIGCONT", "Go on after a halt (18)"),
        new("SIGABRT", "Abort, with a core dump (6)"),
        new("SIGALRM", "A clock has run down (14)"),
        new("SIGPIPE", "Nobody reads what it writes (13)"),
        new("SIGCHLD", "A child has ended (17)"),
    ];

    // "TERM" means SIGTERM too.
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => request.Word.Text is "" or ['S' or 's', 'I' or 'i', ..] or ['S' or 's']
        ? Signals
        : Signals.Select(signal => signal with { Text = signal.Text["SIG".Length..] });
}
