using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>The process of a task, in a service's specification.</summary>
internal static class ServiceProcessSpec
{
    private static readonly Version Api141 = new(1, 41);
    private static readonly Version Api146 = new(1, 46);

    public static void Apply(ServiceSpecCommand command, JsonObject spec, EngineConnection engine)
    {
        var task = spec.Part("TaskTemplate");
        var container = task.Part("ContainerSpec");
        if (command.Command is not null) container["Args"] = JsonText.Array(command.Command);
        if (command.Entrypoint is not null) container["Command"] = JsonText.Array(command.Entrypoint);
        if (command.Variables is { } variables) container["Env"] = JsonText.Array(Last(variables));
        if (command.Label is not null) spec["Labels"] = JsonText.Map(command.Label);
        if (command.ContainerLabel is not null) container["Labels"] = JsonText.Map(command.ContainerLabel);
        if (command.User is not null) container["User"] = command.User;
        if (command.Group is not null) container["Groups"] = JsonText.Array(command.Group);
        if (command.WorkingDirectory is not null) container["Dir"] = command.WorkingDirectory;
        if (command.HostName is not null) container["Hostname"] = command.HostName;
        if (command.Has(nameof(command.Tty))) container["TTY"] = command.Tty.ToBool();
        if (command.Has(nameof(command.Init))) container["Init"] = command.Init.ToBool();
        if (command.Has(nameof(command.ReadOnly))) container["ReadOnly"] = command.ReadOnly.ToBool();
        if (command.StopSignal is not null) container["StopSignal"] = command.StopSignal;
        if (command.StopGracePeriod is { } grace) container["StopGracePeriod"] = grace.ToNanoseconds();
        if (command.NoHealthCheck) container["Healthcheck"] = new JsonObject { ["Test"] = JsonText.Array(["NONE"]) };
        else if (command.HealthCheck is not null) container["Healthcheck"] = SpecJson.Of(command.HealthCheck);
        if (command.Isolation is not null) container["Isolation"] = command.Isolation;
        if (command.Sysctl is not null) container["Sysctls"] = JsonText.Map(command.Sysctl);
        if (command.CapAdd is not null) container["CapabilityAdd"] = Needs(engine, Api141, "-CapAdd", SpecJson.Capabilities(command.CapAdd));
        if (command.CapDrop is not null) container["CapabilityDrop"] = Needs(engine, Api141, "-CapDrop", SpecJson.Capabilities(command.CapDrop));
        if (command.Ulimit is not null) container["Ulimits"] = Needs(engine, Api141, "-Ulimit", new JsonArray([.. command.Ulimit.Select(limit => (JsonNode)SpecJson.Of(limit))]));
        if (command.OomScoreAdj is { } score) container["OomScoreAdj"] = Needs(engine, Api146, "-OomScoreAdj", score);
        if (command.CredentialSpec is not null) container.Part("Privileges")["CredentialSpec"] = SpecJson.CredentialSpec(command.CredentialSpec);
        if (command.LogDriver is not null) task["LogDriver"] = new JsonObject { ["Name"] = command.LogDriver };
        if (command.LogOption is not null) task.Part("LogDriver")["Options"] = JsonText.Map(command.LogOption);
    }

    /// <summary>Of a variable that is there twice the last one counts.</summary>
    public static IEnumerable<string> Last(IEnumerable<string> variables) =>
        variables.Reverse().DistinctBy(variable => variable.Split('=', 2)[0], StringComparer.Ordinal).Reverse();

    public static T Needs<T>(EngineConnection engine, Version version, string what, T value)
    {
        engine.Require(version, what);
        return value;
    }
}
