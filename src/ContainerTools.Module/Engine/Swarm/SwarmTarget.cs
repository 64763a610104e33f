using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>A node, service, secret or config that has been found and is about to be acted on, by way of a manager of its swarm.</summary>
internal sealed record SwarmTarget(SwarmKind Kind, EngineReference Reference, EngineConnection Engine, EngineEndpoint Endpoint, string Id, string Name)
    : EngineTarget(Engine, Endpoint, Id, Name)
{
    /// <summary>How often a change is tried again because somebody else made one at the same time.</summary>
    private const int Attempts = 10;

    private const string Self = "self";

    /// <summary>The API's path of it.</summary>
    public string Path => Kind.PathOf(Id);

    public override ErrorRecord Failure(Exception failure) => Errors.OfSwarm(failure, Endpoint, Kind, Reference, Name);

    public override bool HasGone(Exception failure) => Reference.IsObject && IsGone(failure);

    /// <summary>Asks for all about it.</summary>
    /// <exception cref="DockerApiException">404: it is not there.</exception>
    public Task<JsonElement> InspectAsync(CancellationToken token) => Engine.GetAsync(Path, null, token);

    /// <summary>
    /// Changes it: reads it, applies the change and sends it back with the number that was read. Where it was changed in between,
    /// the same change is applied to what it is then, so that nothing that somebody else did is undone.
    /// </summary>
    /// <param name="change">Changes the specification in place.</param>
    /// <param name="headers">Headers of the request.</param>
    /// <returns>The engine's answer.</returns>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public async Task<JsonElement> UpdateAsync(
        Func<JsonObject, JsonElement, Query, Task> change, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = await InspectAsync(token).ConfigureAwait(false);
            var spec = JsonNode.Parse(current.Child("Spec").GetRawText())!.AsObject();
            var query = new Query().Add("version", current.Child("Version").Number("Index")?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await change(spec, current, query).ConfigureAwait(false);
            try
            {
                using var response = await Engine.SendAsync(HttpMethod.Post, Path + "/update", query, EngineConnection.Json(Encoding.UTF8.GetBytes(spec.ToJsonString())), headers, token).ConfigureAwait(false);
                var body = await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
                return body.Length == 0 ? default : Engine.ReadJson(body);
            }
            catch (DockerApiException e) when (attempt < Attempts && Errors.EngineMessage(e.ResponseBody).Contains("out of sequence", StringComparison.Ordinal))
            {
                // Read it again: the next attempt starts from what it is now.
            }
        }
    }

    /// <summary>
    /// Finds what a reference names: an object is taken by its word, a literal name or id costs one request, and a pattern a list.
    /// </summary>
    /// <exception cref="DockerApiException">404: it is not there.</exception>
    public static async Task<IReadOnlyList<SwarmTarget>> FindAsync(SwarmKind kind, EngineReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        if (reference.Id is { } id) return [new SwarmTarget(kind, reference, engine, endpoint, id, reference.Name ?? id)];
        if (!reference.IsPattern)
        {
            var name = reference.Text;
            if (kind == SwarmKind.Node && name == Self) name = (await engine.GetAsync("info", null, token).ConfigureAwait(false)).Child("Swarm").TextOrNull("NodeID") ?? name;
            var found = await engine.GetAsync(kind.PathOf(name), null, token).ConfigureAwait(false);
            return [new SwarmTarget(kind, reference, engine, endpoint, found.Text("ID"), kind.NameOf(found))];
        }
        var pattern = WildcardPattern.Get(reference.Text, WildcardOptions.IgnoreCase);
        var list = await engine.GetAsync(kind.Path, null, token).ConfigureAwait(false);
        return
        [
            .. list.Items().Select(json => (Id: json.Text("ID"), Name: kind.NameOf(json))).Where(item => pattern.IsMatch(item.Name))
                .OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase)
                .Select(item => new SwarmTarget(kind, reference, engine, endpoint, item.Id, item.Name)),
        ];
    }

    /// <summary>Whether a failure says that what was asked for is not there.</summary>
    public static bool IsGone(Exception failure) =>
        failure is DockerApiException { StatusCode: HttpStatusCode.NotFound } answer && Errors.EngineMessage(answer.ResponseBody) is var message
        && (message.Contains("not found", StringComparison.Ordinal) || message.Contains("no such", StringComparison.OrdinalIgnoreCase)) && message is not "page not found"
        && !message.Contains("network", StringComparison.Ordinal);
}
