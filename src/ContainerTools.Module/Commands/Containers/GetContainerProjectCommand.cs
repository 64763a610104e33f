using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Lists the compose projects of engines, by the labels of their containers.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerProject")]
[OutputType(typeof(ContainerProject))]
public sealed class GetContainerProjectCommand : EngineQueryCommand
{
    private const string ServiceLabel = "com.docker.compose.service";
    private const string FilesLabel = "com.docker.compose.project.config_files";
    private const string FolderLabel = "com.docker.compose.project.working_dir";

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => AskEngines(Errors.Subject.Container, AskAsync);

    private async Task AskAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var query = new Query().Add("all", true).Add(new FilterMap().Add("label", [ContainerMapping.ProjectLabel]));
        var containers = (await engine.GetAsync("containers/json", query, token).ConfigureAwait(false)).Items().Select(json => ContainerMapping.FromList(json, endpoint)).ToLookup(container => container.Project ?? "", StringComparer.Ordinal);
        foreach (var project in containers.OrderBy(project => project.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (Name is not null && !Name.Any(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(project.Key))) continue;
            await emitter.SendAsync(new Emission.Output(Describe(project, endpoint))).ConfigureAwait(false);
        }
        foreach (var name in Name?.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !containers.Any(project => string.Equals(project.Key, name, StringComparison.OrdinalIgnoreCase))) ?? [])
        {
            await emitter.SendAsync(new Emission.Failure(Errors.NotFound("ProjectNotFound", name, $"There is no compose project '{name}' on this engine. Get-ContainerProject lists those that are there."))).ConfigureAwait(false);
        }
    }

    private static ContainerProject Describe(IGrouping<string, Container> project, EngineEndpoint endpoint) => new()
    {
        Name = project.Key,
        Containers = project.Count(),
        RunningContainers = project.Count(container => container.State == ContainerState.Running),
        Services = [.. Labels(project, ServiceLabel).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)],
        ConfigFiles = Labels(project, FilesLabel).FirstOrDefault()?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
        WorkingDirectory = Labels(project, FolderLabel).FirstOrDefault(),
        Context = endpoint.Context,
        EngineHost = endpoint.HostText,
    };

    private static IEnumerable<string> Labels(IEnumerable<Container> containers, string label) => containers.Select(container => container.Labels.GetValueOrDefault(label)).OfType<string>();
}
