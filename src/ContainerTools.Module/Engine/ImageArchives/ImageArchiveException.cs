namespace ContainerTools.Engine.ImageArchives;

/// <summary>An archive is not an image archive, is damaged, or asks for more than the limits allow. The message says which, for its user.</summary>
internal sealed class ImageArchiveException(string message, Exception? cause = null) : Exception(message, cause);
