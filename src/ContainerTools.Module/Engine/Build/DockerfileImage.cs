namespace ContainerTools.Engine.Build;

/// <summary>An image that a Dockerfile stands on.</summary>
/// <param name="Name">Its reference, as the file has it.</param>
/// <param name="Platform">The platform that the file asks for, where it asks for one that is known before the build.</param>
internal sealed record DockerfileImage(string Name, string? Platform);
