namespace ContainerTools.Engine;

/// <summary>
/// Waits until all nodes of a swarm have certificates of its new authority and trust no other, as docker's client judges it (its
/// root_rotation.go).
/// </summary>
/// <param name="engine">A manager.</param>
/// <param name="report">Is told how far it is: what it is, how many nodes, of how many.</param>
internal sealed class RootRotation(EngineConnection engine, Action<string, long?, long?> report)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What is still missing, in words.</summary>
    public string Status { get; private set; } = "the nodes are not known yet";

    public async Task RunAsync(CancellationToken token)
    {
        while (!await LookAsync(token).ConfigureAwait(false)) await Task.Delay(Pause, token).ConfigureAwait(false);
    }

    private async Task<bool> LookAsync(CancellationToken token)
    {
        var swarm = await engine.GetAsync("swarm", null, token).ConfigureAwait(false);
        var wanted = swarm.Child("TLSInfo");
        var nodes = (await engine.GetAsync(SwarmKind.Node.Path, null, token).ConfigureAwait(false)).Items().ToList();
        var uncertified = nodes.Where(node => !Same(wanted, node, "CertIssuerPublicKey") || !Same(wanted, node, "CertIssuerSubject")).ToList();
        // Until all are certified anew, they have to trust the old authority too.
        if (uncertified.Count > 0 || swarm.Flag("RootRotationInProgress") == true)
        {
            Tell("have new certificates", uncertified, nodes.Count);
            return false;
        }
        var distrustful = nodes.Where(node => !Same(wanted, node, "TrustRoot")).ToList();
        Tell("trust the new root certificate", distrustful, nodes.Count);
        return distrustful.Count == 0;
    }

    private void Tell(string what, List<JsonElement> missing, int all)
    {
        var done = all - missing.Count;
        var names = missing.Select(node => $"{node.Child("Description").Text("Hostname")} ({node.Child("Status").Text("State")})");
        var count = $"{done.Invariant()} of {all.Invariant()} nodes {what}";
        Status = missing.Count == 0 ? count : $"{count}, not {string.Join(", ", names.Select(DisplayText.Printable))}";
        report(count, done, all);
    }

    private static bool Same(JsonElement wanted, JsonElement node, string name) => wanted.Text(name) == node.Child("Description").Child("TLSInfo").Text(name);
}
