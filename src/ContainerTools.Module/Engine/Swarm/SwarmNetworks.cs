using System.Net;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Lists networks while others come and go.</summary>
internal static class SwarmNetworks
{
    private const int Attempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Lists them. An engine fails as a whole where one of them is removed at that moment: it is asked again.</summary>
    public static async Task<JsonElement> ListAsync(EngineConnection engine, Query? query, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await engine.GetAsync("networks", query, token).ConfigureAwait(false);
            }
            catch (DockerApiException e) when (attempt < Attempts && e.StatusCode == HttpStatusCode.InternalServerError && Errors.EngineMessage(e.ResponseBody).EndsWith("not found", StringComparison.Ordinal))
            {
                await Task.Delay(Pause, token).ConfigureAwait(false);
            }
        }
    }
}
