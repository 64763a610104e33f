using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Changes of the settings of a whole swarm.</summary>
internal static class SwarmChange
{
    private const int Attempts = 10;

    /// <summary>
    /// Reads the settings, applies a change and sends them back with the number that was read; where somebody changed them in
    /// between, the change is applied to what they are then.
    /// </summary>
    /// <param name="change">Changes the specification in place, and may add to the request.</param>
    public static async Task RunAsync(EngineConnection engine, Action<JsonObject, Query> change, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            var swarm = await engine.GetAsync("swarm", null, token).ConfigureAwait(false);
            var spec = JsonNode.Parse(swarm.Child("Spec").GetRawText())!.AsObject();
            var query = new Query().Add("version", swarm.Child("Version").Number("Index")?.ToString(CultureInfo.InvariantCulture));
            change(spec, query);
            try
            {
                using var response = await engine.SendAsync(HttpMethod.Post, "swarm/update", query, EngineConnection.Json(Encoding.UTF8.GetBytes(spec.ToJsonString())), token).ConfigureAwait(false);
                return;
            }
            catch (DockerApiException e) when (attempt < Attempts && Errors.EngineMessage(e.ResponseBody).Contains("out of sequence", StringComparison.Ordinal))
            {
                // Read them again: the next attempt starts from what they are now.
            }
        }
    }
}
