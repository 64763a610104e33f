namespace ContainerTools.Completion;

/// <summary>Proposes the secrets of a swarm.</summary>
internal sealed class SecretCompleter() : SwarmFileCompleter("secrets", "Secrets", "SecretName");
