using System.Text;
using System.Text.Json;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.UnitTests.Engine.Streams;

public sealed class EngineMessagesTests
{
    [Theory]
    [InlineData("unauthorized: authentication required", null, "AccessDenied")]
    [InlineData("Head \"http://127.0.0.1:5077/v2/app/manifests/1\": no basic auth credentials", 500, "AccessDenied")]
    [InlineData("login attempt to http://127.0.0.1:5077/v2/ failed with status: 401 Unauthorized", 500, "AccessDenied")]
    [InlineData("denied: requested access to the resource is denied", null, "AccessDenied")]
    [InlineData("anything", 403, "AccessDenied")]
    [InlineData("pull access denied for nowhere, repository does not exist or may require 'docker login': denied: requested access to the resource is denied", 404, "ImageNotFound")]
    [InlineData("manifest for 127.0.0.1:5077/app:zz not found: manifest unknown: manifest unknown", 404, "ImageNotFound")]
    [InlineData("An image does not exist locally with the tag: 127.0.0.1:5077/none", null, "ImageNotFound")]
    [InlineData("no matching manifest for linux/arm64 in the manifest list entries", null, "PlatformNotFound")]
    [InlineData("toomanyrequests: You have reached your pull rate limit.", 500, "RegistryRateLimited")]
    [InlineData("Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused", 500, "RegistryUnreachable")]
    [InlineData("Get \"https://nowhere.invalid/v2/\": dial tcp: lookup nowhere.invalid on 10.0.0.1:53: no such host", 500, "RegistryUnreachable")]
    [InlineData("Get \"https://10.0.0.1:5000/v2/\": http: server gave HTTP response to HTTPS client", 500, "RegistryUnreachable")]
    [InlineData("Patch \"http://127.0.0.1:5077/v2/app/blobs/uploads/x\": EOF", null, "RegistryUnreachable")]
    [InlineData("unexpected EOF", null, "TestFailed")]
    [InlineData("something else", 500, "TestFailed")]
    public void A_failure_has_an_id_by_its_words_and_its_code(string message, int? code, string id)
    {
        var failure = EngineMessages.Failure("pull x", "TestFailed", message, code, "x");
        Assert.Equal(id, failure.ErrorId);
        Assert.StartsWith("The engine could not pull x: " + message.TrimEnd('.'), failure.Message, StringComparison.Ordinal);
        Assert.Equal(id == "AccessDenied", failure.Message.Contains("Connect-ContainerRegistry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_before_a_failure_are_given()
    {
        var given = new List<JsonElement>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("{\"status\":\"one\"}\r\n{\"status\":\"two\"}{\"errorDetail\":{\"message\":\"manifest unknown\"},\"error\":\"manifest unknown\"}{\"status\":\"never\"}"));
        var failure = await Assert.ThrowsAsync<EngineException>(() => EngineMessages.ReadAsync(stream, "pull x", "TestFailed", "x", given.Add, CancellationToken.None));
        Assert.Equal("ImageNotFound", failure.ErrorId);
        Assert.Equal(["one", "two"], given.Select(m => m.GetProperty("status").GetString()));
    }
}
