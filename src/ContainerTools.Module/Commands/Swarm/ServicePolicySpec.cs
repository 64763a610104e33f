using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>How many tasks, where, with what, and how they are replaced, in a service's specification.</summary>
internal static class ServicePolicySpec
{
    private static readonly Version Api141 = new(1, 41);

    public static void Apply(ServiceSpecCommand command, JsonObject spec, EngineConnection engine)
    {
        var task = spec.Part("TaskTemplate");
        Mode(command, spec.Part("Mode"));
        if (command.MaxReplicasPerNode is { } most) task.Part("Placement")["MaxReplicas"] = most;
        if (command.Constraint is not null) task.Part("Placement")["Constraints"] = JsonText.Array(command.Constraint);
        if (command.PlacementPreference is not null) task.Part("Placement")["Preferences"] = new JsonArray([.. command.PlacementPreference.Select(text => (JsonNode)SpecJson.Preference(text))]);

        if (command.LimitCpu is { } limitCpu) task.Part("Resources").Part("Limits")["NanoCPUs"] = limitCpu;
        if (command.LimitMemory is { } limitMemory) task.Part("Resources").Part("Limits")["MemoryBytes"] = limitMemory;
        if (command.LimitPids is { } pids) task.Part("Resources").Part("Limits")["Pids"] = ServiceProcessSpec.Needs(engine, Api141, "-LimitPids", pids);
        if (command.ReserveCpu is { } cpu) task.Part("Resources").Part("Reservations")["NanoCPUs"] = cpu;
        if (command.ReserveMemory is { } memory) task.Part("Resources").Part("Reservations")["MemoryBytes"] = memory;
        if (command.GenericResource is not null) task.Part("Resources").Part("Reservations")["GenericResources"] = SpecJson.GenericResources(command.GenericResource);

        if (command.RestartCondition is { } condition) task.RestartPolicy()["Condition"] = SpecJson.Word(condition);
        if (command.RestartDelay is { } delay) task.RestartPolicy()["Delay"] = delay.ToNanoseconds();
        if (command.RestartMaxAttempts is { } attempts) task.RestartPolicy()["MaxAttempts"] = attempts;
        if (command.RestartWindow is { } window) task.RestartPolicy()["Window"] = window.ToNanoseconds();

        Update(spec, "UpdateConfig", command.UpdateParallelism, command.UpdateDelay, command.UpdateMonitor, command.UpdateFailureAction, command.UpdateMaxFailureRatio, command.UpdateOrder);
        Update(spec, "RollbackConfig", command.RollbackParallelism, command.RollbackDelay, command.RollbackMonitor, command.RollbackFailureAction, command.RollbackMaxFailureRatio, command.RollbackOrder);
    }

    private static void Mode(ServiceSpecCommand command, JsonObject mode)
    {
        if (command.Replicas is { } replicas)
        {
            if (mode["Replicated"] is JsonObject replicated) replicated["Replicas"] = replicas;
            else if (mode["ReplicatedJob"] is JsonObject job)
            {
                job["TotalCompletions"] = replicas;
                if (command.MaxConcurrent is null && job["MaxConcurrent"] is null) job["MaxConcurrent"] = replicas;
            }
            else throw new FormatException("A global service has a task on every node that fits: -Replicas does not go with it.");
        }
        if (command.MaxConcurrent is { } most)
        {
            if (mode["ReplicatedJob"] is not JsonObject job) throw new FormatException("-MaxConcurrent goes with -Mode ReplicatedJob only.");
            job["MaxConcurrent"] = most;
        }
    }

    private static void Update(
        JsonObject spec, string name, int? parallelism, TimeSpan? delay, TimeSpan? monitor, ContainerUpdateFailureAction? action, double? ratio, ContainerUpdateOrder? order)
    {
        if (parallelism is { } count) spec.UpdatePolicy(name)["Parallelism"] = count;
        if (delay is { } pause) spec.UpdatePolicy(name)["Delay"] = pause.ToNanoseconds();
        if (monitor is { } watched) spec.UpdatePolicy(name)["Monitor"] = watched.ToNanoseconds();
        if (action is { } then) spec.UpdatePolicy(name)["FailureAction"] = SpecJson.Word(then);
        if (ratio is { } part) spec.UpdatePolicy(name)["MaxFailureRatio"] = part;
        if (order is { } which) spec.UpdatePolicy(name)["Order"] = SpecJson.Word(which);
    }
}
