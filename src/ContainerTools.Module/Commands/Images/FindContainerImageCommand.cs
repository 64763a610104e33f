using ContainerTools.Engine;
using ContainerTools.Engine.Registries;
using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Searches Docker Hub, or another registry that offers a search, for repositories.</summary>
[Cmdlet(VerbsCommon.Find, "ContainerImage")]
[OutputType(typeof(ContainerImageSearchResult))]
public sealed class FindContainerImageCommand : EngineCommand
{
    /// <summary>What to search for; with a registry before it, <c>registry.example/nginx</c>, that registry is asked.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Term { get; set; } = [];

    /// <summary>How many results at most.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Limit { get; set; } = 25;

    /// <summary>Only official images; with <c>-Official:$false</c> only others.</summary>
    [Parameter]
    public SwitchParameter Official { get; set; }

    /// <summary>Only images with so many stars at least.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinimumStars { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var engine = Connect();
        var filters = new FilterMap().Add("is-official", MyInvocation.BoundParameters.ContainsKey(nameof(Official)) ? [Official ? "true" : "false"] : null)
            .Add("stars", MinimumStars is { } stars ? [stars.Invariant()] : null);
        foreach (var term in Term)
        {
            Pump(async (emitter, token) =>
            {
                try
                {
                    var header = await RegistryCredentials.HeaderAsync(HostOf(term), null, token).ConfigureAwait(false);
                    var answer = await engine.GetAsync(HttpMethod.Get, "images/search", new Query().Add("term", term).Add("limit", Limit).Add(filters), null, [header], token).ConfigureAwait(false);
                    await emitter.SendAsync(new Emission.Batch([.. answer.Items().Select(Map)])).ConfigureAwait(false);
                }
                catch (DockerApiException e)
                {
                    var failure = EngineMessages.Failure($"search for '{term}'", "ImageSearchFailed", Errors.EngineMessage(e.ResponseBody), (int)e.StatusCode, term, e);
                    await emitter.SendAsync(new Emission.Failure(Errors.From(failure, Endpoint, Errors.Subject.Image, term))).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    await emitter.SendAsync(new Emission.Failure(Errors.From(e, Endpoint, Errors.Subject.Image, term))).ConfigureAwait(false);
                }
            });
        }
    }

    /// <summary>The registry that a term names by what stands before its first slash, else Docker Hub.</summary>
    private static string HostOf(string term)
    {
        var first = term.Split('/', 2) is [var start, _] ? start : "";
        return first == "localhost" || first.AsSpan().IndexOfAny('.', ':') >= 0 ? first : RegistryHost.DockerHub;
    }

    /// <summary>podman has words of its own for the same.</summary>
    private ContainerImageSearchResult Map(JsonElement json) => new()
    {
        Name = json.TextOrNull("name") ?? json.Text("Name"),
        Description = json.TextOrNull("description") ?? json.Text("Description"),
        Stars = json.Integer("star_count") ?? json.Integer("Stars") ?? 0,
        IsOfficial = json.Flag("is_official") ?? json.TextOrNull("Official") == "[OK]",
        Context = Endpoint.Context,
        EngineHost = Endpoint.HostText,
    };
}
