namespace ContainerTools.Completion;

/// <summary>Proposes the configs of a swarm.</summary>
internal sealed class ConfigCompleter() : SwarmFileCompleter("configs", "Configs", "ConfigName");
