using System.Collections.Concurrent;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>The names of the services and nodes of a swarm, by their ids.</summary>
internal sealed class SwarmDirectory(EngineConnection engine)
{
    private readonly ConcurrentDictionary<string, string> services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> nodes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string? Task, string? Node)> tasks = new(StringComparer.Ordinal);

    /// <summary>Reads all names there are.</summary>
    public static async Task<SwarmDirectory> ReadAsync(EngineConnection engine, CancellationToken token)
    {
        var directory = new SwarmDirectory(engine);
        var (services, nodes) = (engine.GetAsync("services", null, token), engine.GetAsync("nodes", null, token));
        foreach (var json in (await services.ConfigureAwait(false)).Items()) directory.services[json.Text("ID")] = SwarmKind.Service.NameOf(json);
        foreach (var json in (await nodes.ConfigureAwait(false)).Items()) directory.nodes[json.Text("ID")] = SwarmKind.Node.NameOf(json);
        return directory;
    }

    /// <summary>A service's name; <see langword="null"/> where it has gone, and a task of it is still there.</summary>
    public string? Service(string id) => services.GetValueOrDefault(id);

    /// <summary>A node's name, or its id where it has gone.</summary>
    public string Node(string id) => nodes.GetValueOrDefault(id) ?? id;

    /// <summary>A task's name as docker shows it: the service and the number of its place, or the node of a global service.</summary>
    public string TaskName(JsonElement task)
    {
        var place = task.Limit("Slot") is { } slot ? ((int)slot).Invariant() : task.Text("NodeID");
        return task.Text("Name") is { Length: > 0 } name ? name : $"{Service(task.Text("ServiceID")) ?? task.Text("ServiceID")}.{place}";
    }

    /// <summary>The name of a task by its id, which may be younger than this directory; blocks.</summary>
    public (string? Task, string? Node) Find(string taskId, string nodeId, CancellationToken token)
    {
        if (tasks.TryGetValue(taskId, out var known)) return known;
        try
        {
            var task = engine.GetAsync(SwarmKind.Task.PathOf(taskId), null, token).GetAwaiter().GetResult();
            if (!nodes.ContainsKey(nodeId)) nodes[nodeId] = SwarmKind.Node.NameOf(engine.GetAsync(SwarmKind.Node.PathOf(nodeId), null, token).GetAwaiter().GetResult());
            return tasks[taskId] = (TaskName(task), Node(nodeId));
        }
        catch (DockerApiException)
        {
            return tasks[taskId] = (null, Node(nodeId)); // it has gone
        }
    }
}
