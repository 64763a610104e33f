using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

public sealed class HostMappingTests
{
    [Theory]
    [InlineData("20.10", "20.10.24+dfsg1", "1.41", "1.12")]
    [InlineData("28.5", "28.5.2+dfsg4", "1.51", "1.24")]
    public void Info_and_version_are_one_object(string engine, string version, string api, string oldest)
    {
        var host = HostMapping.From(Recording.Read(engine, "info"), Recording.Read(engine, "version"), Recording.Local);
        Assert.Equal(("build-1", "build-1"), (host.Name, host.ToString()));
        Assert.Equal((version, Version.Parse(api), Version.Parse(oldest)), (host.ServerVersion, host.ApiVersion, host.MinimumApiVersion));
        Assert.Equal((2, 25276026880), (host.ProcessorCount, host.Memory));
        Assert.Equal(("linux", "x86_64", "6.1.0-18-amd64"), (host.OSType, host.Architecture, host.KernelVersion));
        Assert.Equal(("overlay2", "json-file", "cgroupfs", "1", "runc"), (host.StorageDriver, host.LoggingDriver, host.CgroupDriver, host.CgroupVersion, host.DefaultRuntime));
        Assert.Equal("true", host.StorageDriverStatus["Supports d_type"]);
        Assert.Equal("/var/lib/docker", host.RootDirectory);
        Assert.Contains("runc", host.Runtimes);
        Assert.Contains("bridge", host.NetworkPlugins);
        Assert.Contains("json-file", host.LogPlugins);
        Assert.Empty(host.AuthorizationPlugins);
        Assert.Contains("127.0.0.0/8", host.InsecureRegistries);
        Assert.Contains("containerd", host.Components.Keys);
        Assert.Equal(("inactive", false), (host.SwarmState, host.IsSwarmManager));
        Assert.Equal(2026, host.BuildTime!.Value.Year);
        Assert.Equal(host.Containers, host.ContainersRunning + host.ContainersPaused + host.ContainersStopped);
        Assert.Equal((null, "unix:///var/run/docker.sock", ContainerEndpointSource.Default), (host.Context, host.EngineHost, host.Source));
        Assert.Null(host.Platform);
        Assert.Null(host.HttpProxy);
        Assert.Empty(host.Warnings);
    }

    [Fact]
    public void Labels_registries_and_repeated_status_lines_are_kept()
    {
        var info = Recording.Json("""
            {"Labels":["rack=b=2","gpu"],"Warnings":["WARNING: No swap limit support"],
             "DriverStatus":[["driver-type","a"],["driver-type","b"],["broken"]],
             "RegistryConfig":{"Mirrors":["https://mirror.example/"],"IndexConfigs":{"old.example:5000":{"Secure":false},"docker.io":{"Secure":true}}}}
            """);
        var host = HostMapping.From(info, Recording.Json("{}"), Recording.Local);
        Assert.Equal(("b=2", ""), (host.Labels["rack"], host.Labels["gpu"]));
        Assert.Equal("a; b", host.StorageDriverStatus["driver-type"]);
        Assert.Equal(["old.example:5000"], host.InsecureRegistries);
        Assert.Equal(["https://mirror.example/"], host.RegistryMirrors);
        Assert.Single(host.Warnings);
        Assert.Null(host.ApiVersion);
        Assert.Null(host.Memory);
    }
}
