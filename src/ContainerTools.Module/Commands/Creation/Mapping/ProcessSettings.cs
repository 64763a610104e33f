using Model = Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>The process: program, environment, terminal, health and end.</summary>
internal static class ProcessSettings
{
    private static readonly string[] NoHealthCheck = ["NONE"];

    public static void Apply(ContainerCreationCommand command, IReadOnlyList<string> proxies, Model.CreateContainerParameters parameters)
    {
        parameters.Cmd = CreationMapping.ListOrNull(command.Command);
        // One empty word is how the API is told to forget the image's program.
        parameters.Entrypoint = command.Entrypoint is { } entrypoint ? entrypoint.Length == 0 ? [""] : entrypoint : null!;
        parameters.Env = CreationMapping.ListOrNull(command.Variables.Concat(proxies));
        parameters.Labels = CreationMapping.Pairs(command.Labels);
        parameters.User = command.User ?? "";
        parameters.WorkingDir = command.WorkingDirectory ?? "";
        parameters.Hostname = command.HostName ?? "";
        parameters.Domainname = command.DomainName ?? "";
        parameters.Tty = command.Tty;
        parameters.OpenStdin = command.OpensInput;
        parameters.AttachStdin = command.AttachesInput;
        parameters.AttachStdout = command.AttachesOutput;
        parameters.AttachStderr = command.AttachesOutput;
        // The program's input ends with the connection that feeds it.
        parameters.StdinOnce = command.OpensInput && command.AttachesInput;
        parameters.StopSignal = command.StopSignal;
        parameters.StopTimeout = command.StopTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        parameters.Healthcheck = command.NoHealthCheck ? new Model.HealthcheckConfig { Test = NoHealthCheck } : Health(command.HealthCheck);

        var host = parameters.HostConfig!;
        host.Annotations = command.Annotation is null ? null! : CreationMapping.Pairs(command.Annotation);
        host.AutoRemove = command.AutoRemove;
        host.Init = command.Init.IsPresent || command.MyInvocation.BoundParameters.ContainsKey(nameof(command.Init)) ? command.Init.ToBool() : null;
        host.RestartPolicy = Restart(command.RestartPolicy);
        host.LogConfig = new Model.LogConfig { Type = command.LogDriver ?? "", Config = CreationMapping.Pairs(command.LogOption) };
    }

    private static Model.HealthcheckConfig? Health(HealthCheckSpec? check) => check is null ? null : new Model.HealthcheckConfig
    {
        Test = check.Test is { } test ? [.. test] : null,
        Interval = check.Interval,
        Timeout = check.Timeout,
        StartPeriod = check.StartPeriod,
        StartInterval = check.StartInterval,
        Retries = check.Retries,
    };

    private static Model.RestartPolicy Restart(RestartPolicy? policy) => new()
    {
        Name = policy?.Name switch
        {
            "always" => Model.RestartPolicyKind.Always,
            "unless-stopped" => Model.RestartPolicyKind.UnlessStopped,
            "on-failure" => Model.RestartPolicyKind.OnFailure,
            _ => Model.RestartPolicyKind.No,
        },
        MaximumRetryCount = policy?.MaximumRetryCount ?? 0,
    };
}
