using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <content>The process in a task: program, environment, user, terminal, health and end.</content>
public abstract partial class ServiceSpecCommand
{
    /// <summary>Environment variables: <c>NAME=value</c>, <c>NAME</c> for this process's value, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[]? Environment { get; set; }

    /// <summary>Files with a <c>NAME=value</c> a line; <c>-Environment</c> wins over them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? EnvironmentFile { get; set; }

    /// <summary>Labels of the service: <c>key=value</c>, <c>key</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[]? Label { get; set; }

    /// <summary>Labels of its containers.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[]? ContainerLabel { get; set; }

    /// <summary>The user, or <c>user:group</c>, by names or numbers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>More groups of the user, by names or numbers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Group { get; set; }

    /// <summary>The folder that the program starts in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>The host name that a container sees; docker's placeholders, such as that of the task's number, are filled in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>Gives it a terminal.</summary>
    [Parameter]
    public SwitchParameter Tty { get; set; }

    /// <summary>Runs a small program as process 1 that hands on signals and reaps processes.</summary>
    [Parameter]
    public SwitchParameter Init { get; set; }

    /// <summary>The signal that asks it to end.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignalCompleter))]
    public string? StopSignal { get; set; }

    /// <summary>The time between that signal and the kill.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? StopGracePeriod { get; set; }

    /// <summary>How the engine finds out whether it works: a shell command, the words of a command, or a hashtable.</summary>
    [Parameter]
    [HealthCheckSpecTransformation]
    public HealthCheckSpec? HealthCheck { get; set; }

    /// <summary>Turns off the image's health check.</summary>
    [Parameter]
    public SwitchParameter NoHealthCheck { get; set; }

    /// <summary>The driver for the logs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogDriver { get; set; }

    /// <summary>Options of that driver: <c>key=value</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[]? LogOption { get; set; }

    /// <summary>Makes the container's own file system read-only.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Linux capabilities that it gets: <c>NET_ADMIN</c>, <c>ALL</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? CapAdd { get; set; }

    /// <summary>Linux capabilities that it loses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? CapDrop { get; set; }

    /// <summary>Kernel parameters of its own: <c>net.core.somaxconn=1024</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[]? Sysctl { get; set; }

    /// <summary>Limits of its processes: <c>nofile=1024:4096</c>, or hashtables.</summary>
    [Parameter]
    [UlimitTransformation]
    public Ulimit[]? Ulimit { get; set; }

    /// <summary>How readily the kernel ends it when memory is short, from -1000 to 1000; needs API 1.46.</summary>
    [Parameter]
    [ValidateRange(-1000, 1000)]
    public int? OomScoreAdj { get; set; }

    /// <summary>How it is isolated on Windows: <c>process</c>, <c>hyperv</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Isolation { get; set; }

    /// <summary>The account of a Windows container: <c>config://name</c>, <c>file://name</c> or <c>registry://name</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CredentialSpec { get; set; }
}
