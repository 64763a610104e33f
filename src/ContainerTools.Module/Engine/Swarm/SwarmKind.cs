namespace ContainerTools.Engine;

/// <summary>A kind of thing that the managers of a swarm keep.</summary>
/// <param name="Path">The API's path of all of them.</param>
/// <param name="Subject">What errors are about.</param>
/// <param name="Word">What one is called.</param>
/// <param name="Getter">The cmdlet that lists them.</param>
internal sealed record SwarmKind(string Path, Errors.Subject Subject, string Word, string Getter)
{
    public static SwarmKind Node { get; } = new("nodes", Errors.Subject.Node, "node", "Get-ContainerNode");

    public static SwarmKind Service { get; } = new("services", Errors.Subject.Service, "service", "Get-ContainerService");

    public static SwarmKind Task { get; } = new("tasks", Errors.Subject.Task, "task", "Get-ContainerTask");

    public static SwarmKind Secret { get; } = new("secrets", Errors.Subject.Secret, "secret", "Get-ContainerSecret");

    public static SwarmKind Config { get; } = new("configs", Errors.Subject.Config, "config", "Get-ContainerConfig");

    /// <summary>The name of one, as the engine lists or inspects it.</summary>
    public string NameOf(JsonElement json) => this == Node ? json.Child("Description").Text("Hostname") : this == Task ? json.Text("ID") : json.Child("Spec").Text("Name");

    /// <summary>The API's path of one, by its id or name.</summary>
    public string PathOf(string name) => $"{Path}/{Uri.EscapeDataString(name)}";
}
