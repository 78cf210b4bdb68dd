package com.example.notes

import io.github.jwtsecurity.web.JwtSecurityConfigurer.jwtSecurity
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.security.config.annotation.web.builders.HttpSecurity
import org.springframework.security.config.annotation.web.invoke
import org.springframework.security.web.SecurityFilterChain

@Configuration(proxyBeanMethods = false)
class NoteSecurity {

    @Bean
    fun api(http: HttpSecurity): SecurityFilterChain {
        http.with(jwtSecurity())
        http {
            authorizeHttpRequests {
                authorize("/news/**", permitAll)
                authorize(anyRequest, authenticated)
            }
        }
        return http.build()
    }

}
